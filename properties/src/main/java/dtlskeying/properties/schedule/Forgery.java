package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.Arrays;

/** What an attacker without keys makes of a datagram that it has seen. */
public sealed interface Forgery {
    /** Bytes of the header of a record ahead of the last byte of its epoch. */
    int EPOCH_AT = 4;

    /**
     * The forged datagram; any datagram gives one. It may be equal to the original, where the
     * forgery finds nothing to change.
     */
    Octets of(Octets original);

    /** What the attacker does, in words. */
    String words(DatagramName datagram);

    /** The same datagram once more. */
    record Replay() implements Forgery {
        @Override
        public Octets of(Octets original) {
            return original;
        }

        @Override
        public String words(DatagramName datagram) {
            return "replays " + datagram;
        }
    }

    /** One bit is another one; counted from the first bit, round and round. */
    record FlipBit(int bit) implements Forgery {
        public FlipBit {
            if (bit < 0) throw new IllegalArgumentException("bits are counted from 0");
        }

        @Override
        public Octets of(Octets original) {
            if (original.isEmpty()) return original;
            byte[] bytes = original.toArray();
            bytes[bit / 8 % bytes.length] ^= (byte) (0x80 >> bit % 8);
            return Octets.of(bytes);
        }

        @Override
        public String words(DatagramName datagram) {
            return "flips bit " + bit + " of " + datagram;
        }
    }

    /** The last bytes are missing. */
    record Truncate(int bytes) implements Forgery {
        public Truncate {
            if (bytes < 0) throw new IllegalArgumentException("nothing is cut off twice");
        }

        @Override
        public Octets of(Octets original) {
            return original.slice(0, Math.max(0, original.length() - bytes));
        }

        @Override
        public String words(DatagramName datagram) {
            return "cuts the last " + bytes + " bytes off " + datagram;
        }
    }

    /** One record is taken out, counted from the first, round and round. */
    record TakeOut(int place) implements Forgery {
        public TakeOut {
            if (place < 0) throw new IllegalArgumentException("records are counted from 0");
        }

        @Override
        public Octets of(Octets original) {
            var records = new ArrayList<>(RecordHeader.read(original).records());
            if (records.isEmpty()) return original;
            records.remove(place % records.size());
            return Octets.concat(records.stream().map(RecordHeader::write).toArray(Octets[]::new));
        }

        @Override
        public String words(DatagramName datagram) {
            return "takes record %d out of %s".formatted(place, datagram);
        }
    }

    /** The first byte is another one, 0 to 255: what figure 7 goes by. */
    record FirstByte(int value) implements Forgery {
        public FirstByte {
            if (value < 0 || value > 255)
                throw new IllegalArgumentException("a byte is 0 to 255, not " + value);
        }

        @Override
        public Octets of(Octets original) {
            if (original.isEmpty()) return original;
            return Octets.concat(Octets.of((byte) value), original.slice(1, original.length()));
        }

        @Override
        public String words(DatagramName datagram) {
            return "makes the first byte of " + datagram + " a " + value;
        }
    }

    /** The epoch of the first record is another one, 0 to 255. */
    record MoveEpoch(int epoch) implements Forgery {
        public MoveEpoch {
            if (epoch < 0 || epoch > 255)
                throw new IllegalArgumentException("one byte of an epoch, not " + epoch);
        }

        @Override
        public Octets of(Octets original) {
            if (original.length() <= EPOCH_AT) return original;
            byte[] bytes = original.toArray();
            bytes[EPOCH_AT] = (byte) epoch;
            return Octets.of(bytes);
        }

        @Override
        public String words(DatagramName datagram) {
            return "moves " + datagram + " into epoch " + epoch;
        }
    }

    /** The datagram is the content of a record that says it is protected. */
    record OfferAsRecord(ContentType type, int epoch) implements Forgery {
        @Override
        public Octets of(Octets original) {
            return Records.record(type, epoch, 1L << 40, original);
        }

        @Override
        public String words(DatagramName datagram) {
            return "offers %s as a record, %s of epoch %d".formatted(datagram, type, epoch);
        }
    }

    /** A record offered as SRTP: its content, or all of it, behind the header of a packet. */
    record OfferAsSrtp(int payloadType, boolean withHeader) implements Forgery {
        public OfferAsSrtp {
            if (payloadType < 0 || payloadType > 127)
                throw new IllegalArgumentException("a payload type has 7 bits");
        }

        @Override
        public Octets of(Octets original) {
            int from = withHeader ? 0 : Math.min(original.length(), DtlsCiphertext.HEADER);
            byte[] header = new byte[12];
            header[0] = (byte) 0x80;
            header[1] = (byte) payloadType;
            header[3] = 1;
            Arrays.fill(header, 8, 12, (byte) 0x11);
            return Octets.concat(Octets.of(header), original.slice(from, original.length()));
        }

        @Override
        public String words(DatagramName datagram) {
            return "offers %s as SRTP, payload type %d%s"
                    .formatted(datagram, payloadType, withHeader ? "" : ", without its header");
        }
    }

    /** An alert without protection, whatever the datagram was. */
    record InjectAlert(boolean fatal, int description) implements Forgery {
        public InjectAlert {
            if (description < 0 || description > 255)
                throw new IllegalArgumentException("a description is a byte");
        }

        @Override
        public Octets of(Octets original) {
            Octets alert = Octets.of((byte) (fatal ? 2 : 1), (byte) description);
            return Records.record(ContentType.ALERT, 0, 1L << 40, alert);
        }

        @Override
        public String words(DatagramName datagram) {
            return "injects a %s alert %d in epoch 0 in place of %s"
                    .formatted(fatal ? "fatal" : "warning", description, datagram);
        }
    }

    /** A record without protection, whatever the datagram was. */
    record Inject(ContentType type, Octets content) implements Forgery {
        @Override
        public Octets of(Octets original) {
            return Records.record(type, 0, 1L << 40, content);
        }

        @Override
        public String words(DatagramName datagram) {
            return "injects %s %s in epoch 0 in place of %s"
                    .formatted(type, content.toHex(), datagram);
        }
    }

    /** A datagram of the attacker's own, who may be the peer itself. */
    record Instead(Octets datagram) implements Forgery {
        @Override
        public Octets of(Octets original) {
            return datagram;
        }

        @Override
        public String words(DatagramName name) {
            return "sends %d bytes of its own in place of %s".formatted(datagram.length(), name);
        }
    }

    /** Of a datagram that is one whole message, the first half alone. */
    record FirstPart() implements Forgery {
        private static final int MESSAGE_AT = DtlsCiphertext.HEADER + 12;

        @Override
        public Octets of(Octets original) {
            if (original.length() < MESSAGE_AT) return original;
            int half = (original.length() - MESSAGE_AT) / 2;
            byte[] bytes = original.slice(0, MESSAGE_AT + half).toArray();
            bytes[11] = (byte) (12 + half >> 8);
            bytes[12] = (byte) (12 + half);
            bytes[MESSAGE_AT - 3] = 0;
            bytes[MESSAGE_AT - 2] = (byte) (half >> 8);
            bytes[MESSAGE_AT - 1] = (byte) half;
            return Octets.of(bytes);
        }

        @Override
        public String words(DatagramName datagram) {
            return "sends the first half of " + datagram;
        }
    }

    /** The use_srtp extension of a hello is another one. */
    record RewriteUseSrtp(Hellos.Change change) implements Forgery {
        @Override
        public Octets of(Octets original) {
            return Hellos.rewrite(original, change);
        }

        @Override
        public String words(DatagramName datagram) {
            return "rewrites use_srtp in %s: %s".formatted(datagram, change.text());
        }
    }
}
