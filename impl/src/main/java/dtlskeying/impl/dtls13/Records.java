package dtlskeying.impl.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * RFC 9147 §4: the record layer of one end, from datagrams to content and back.
 *
 * <p>An immutable value around the two machines; it answers their {@link Effect.Unmask} and {@link
 * Effect.Open} with the keys that it refers to.
 *
 * <p>Epochs follow each other as 0, 2, 3, 4 and so on, and in each direction the two newest are
 * live: a server that installs epoch 3 for writing can no longer write epoch 0.
 *
 * @param reading which epochs are read
 * @param writing which epochs are written
 * @param readKeys the protection of every protected epoch that is read
 * @param writeKeys the protection of every protected epoch that is written
 * @param lengths how records of traffic say how long they are; {@link LengthForm#NONE} as long as
 *     that is not settled, and such records are read only if they do not
 */
public record Records(
        ReadEpochs reading,
        WriteEpochs writing,
        Map<Epoch, RecordProtection> readKeys,
        Map<Epoch, RecordProtection> writeKeys,
        LengthForm lengths) {
    /** Once this epoch is read, the bits of epoch 2 mean epoch 6. */
    private static final Epoch BEFORE_THE_SAME_BITS = new Epoch(5);

    public Records {
        readKeys = Map.copyOf(readKeys);
        writeKeys = Map.copyOf(writeKeys);
    }

    /** A connection that begins: epoch 0 both ways, without protection. */
    public static Records start() {
        return startAt(0);
    }

    /**
     * The same, and the first record that is written has this number: a server that has answered
     * with a stateless HelloRetryRequest must not repeat the number of that.
     */
    public static Records startAt(long sequence) {
        return new Records(
                ReadEpochs.start(),
                WriteEpochs.startAt(sequence),
                Map.of(),
                Map.of(),
                LengthForm.FIXED);
    }

    /** The same, and records of traffic say so how long they are. */
    public Records saying(LengthForm ofTraffic) {
        return new Records(reading, writing, readKeys, writeKeys, ofTraffic);
    }

    /**
     * Takes a datagram. What is authentic and new comes out as {@link Effect.Accepted}, in the
     * order of the datagram; {@link Effect.Violated} ends the connection; anything else is dropped
     * with its reason.
     */
    public Step<Records, Effect> receive(Octets datagram) {
        var effects = new ArrayList<Effect>();
        var records = this;
        var read = UnifiedHeader.read(datagram, this::lengths);
        for (Input.Read arrival : read.arrivals()) records = records.read(arrival, effects);
        if (read.clause() != Clause.UNSTATED)
            effects.add(new Effect.Unreadable(read.readable(), read.clause()));
        return new Step<>(records, effects);
    }

    /**
     * Seals one record, with two bytes of number, a length, and no padding. It comes out as {@link
     * Effect.Written}, after its number; or {@link Effect.Refused} says why not.
     *
     * @param content up to 2^14 bytes, or what the peer has agreed to less one
     */
    public Step<Records, Effect> send(Epoch epoch, ContentType type, Octets content) {
        return send(epoch, type, content, 0, HeaderForm.FULL);
    }

    /**
     * The same, with a form for the header of a protected record. Where records of the epoch say
     * their length in another form, it is said in that.
     *
     * @param padding zeros behind the content, 0 or more; none in epoch 0
     */
    public Step<Records, Effect> send(
            Epoch epoch, ContentType type, Octets content, int padding, HeaderForm form) {
        var step = writing.on(new Input.Number(epoch, type, content.length() + padding));
        var effects = new ArrayList<Effect>(step.effects());
        if (step.effects().getFirst() instanceof Effect.Numbered(var number)) {
            Octets record =
                    epoch.equals(Epoch.UNPROTECTED)
                            ? plain(number, type, content)
                            : sealed(number, type, content, padding, saying(form, epoch));
            effects.add(1, new Effect.Written(number, record));
        }
        return new Step<>(with(step.state()), effects);
    }

    /**
     * From here on records of this epoch are opened so; held records come out at once.
     *
     * @param longest bytes of content, type and padding that this end takes (RFC 8449 §4): 16,385
     *     if nothing else is agreed, 2^30 - 256 at most
     * @param suite whose limit of failures counts
     */
    public Step<Records, Effect> installRead(
            Epoch epoch, CipherSuite suite, RecordProtection protection, int longest) {
        var keys = new HashMap<>(readKeys);
        keys.putIfAbsent(epoch, protection);
        var effects = new ArrayList<Effect>();
        var installed = new Records(reading, writing, keys, writeKeys, lengths);
        var install = new Input.InstallRead(epoch, longest, suite.failures(longest));
        return new Step<>(installed.read(install, effects), effects);
    }

    /**
     * From here on records of this epoch may be sent, sealed so.
     *
     * @param longest bytes of content, type and padding that the peer takes (RFC 8449 §4): 16,385
     *     if nothing else is agreed
     * @param suite whose limit of records counts
     */
    public Step<Records, Effect> installWrite(
            Epoch epoch, CipherSuite suite, RecordProtection protection, int longest) {
        var keys = new HashMap<>(writeKeys);
        keys.putIfAbsent(epoch, protection);
        var install = new Input.InstallWrite(epoch, longest, suite.records(longest));
        return new Records(reading, writing, readKeys, keys, lengths).write(install);
    }

    /** The epoch before the current one is no longer read. */
    public Step<Records, Effect> dropRead(Epoch epoch) {
        var effects = new ArrayList<Effect>();
        return new Step<>(read(new Input.DropRead(epoch), effects), effects);
    }

    /** The epoch before the current one is no longer written. */
    public Step<Records, Effect> dropWrite(Epoch epoch) {
        return write(new Input.DropWrite(epoch));
    }

    /** The newest epoch that is read. */
    public Epoch readEpoch() {
        return reading.current().epoch();
    }

    /** The newest epoch that is written. */
    public Epoch writeEpoch() {
        return writing.current().epoch();
    }

    /** How many bytes a record of that epoch, with a full header, is longer than its content. */
    public int overhead(Epoch epoch) {
        if (epoch.equals(Epoch.UNPROTECTED)) return DtlsCiphertext.HEADER;
        int header = saying(HeaderForm.FULL, epoch).size(Varuint.LARGEST);
        return header + writeKeys.get(epoch).expansion();
    }

    /**
     * How records say their length that have these bits of their epoch: those of the handshake
     * always in two bytes. Their bits are those of epoch 6, too, which is the one that is meant as
     * soon as it can be.
     */
    @Cites("large-records/3/c")
    public LengthForm lengths(int epochBits) {
        boolean isHandshake = epochBits == Epochs.bits(RecordsSpec.HANDSHAKE);
        boolean isEarly = readEpoch().compareTo(BEFORE_THE_SAME_BITS) < 0;
        return isHandshake && isEarly ? LengthForm.FIXED : lengths;
    }

    private HeaderForm saying(HeaderForm form, Epoch epoch) {
        return Epochs.isTraffic(epoch) ? form.saying(lengths) : form;
    }

    private Records with(ReadEpochs next) {
        return new Records(next, writing, readKeys, writeKeys, lengths);
    }

    private Records with(WriteEpochs next) {
        return new Records(reading, next, readKeys, writeKeys, lengths);
    }

    private Records read(Input.Read input, List<Effect> effects) {
        var step = reading.on(input);
        var records = with(step.state());
        for (Effect effect : step.effects()) {
            effects.add(effect);
            if (effect instanceof Effect.Unmask(var epoch, var record))
                records = records.read(records.unmasked(epoch, record), effects);
            if (effect instanceof Effect.Open(var number, var record))
                records = records.read(records.opened(number, record), effects);
        }
        return records.withoutUnreadKeys();
    }

    private Step<Records, Effect> write(Input.Write input) {
        var step = writing.on(input);
        var keys = new HashMap<>(writeKeys);
        keys.keySet().removeIf(epoch -> !step.state().isLive(epoch));
        return new Step<>(
                new Records(reading, step.state(), readKeys, keys, lengths), step.effects());
    }

    private Records withoutUnreadKeys() {
        if (readKeys.keySet().stream().allMatch(reading::isLive)) return this;
        var keys = new HashMap<>(readKeys);
        keys.keySet().removeIf(epoch -> !reading.isLive(epoch));
        return new Records(reading, writing, keys, writeKeys, lengths);
    }

    private Input.Read unmasked(Epoch epoch, SealedRecord record) {
        byte[] fragment = record.fragment().toArray();
        int bytes = record.numberLength();
        int masked = record.header().at(1);
        if (bytes == 2) masked = masked << 8 | record.header().at(2);
        int low = readKeys.get(epoch).unmask(bytes, masked, fragment, 0);
        return new Input.Unmasked(epoch, record, low);
    }

    private Input.Read opened(RecordNumber number, SealedRecord record) {
        byte[] header = UnifiedHeader.uncovered(record, (int) number.sequence());
        byte[] sealed = record.fragment().toArray();
        byte[] inner = new byte[sealed.length];
        int length =
                readKeys.get(number.epoch())
                        .open(
                                number.sequence(),
                                header,
                                0,
                                header.length,
                                sealed,
                                0,
                                sealed.length,
                                inner,
                                0);
        if (length < 0) return new Input.Forged(number);
        int content = RecordProtection.contentLength(inner, 0, length);
        if (content < 0) return new Input.Opened(number, 0, Octets.EMPTY, length);
        int type = inner[content] & 0xff;
        return new Input.Opened(number, type, Octets.of(inner, 0, content), length);
    }

    private Octets plain(RecordNumber number, ContentType type, Octets content) {
        return RecordHeader.write(
                new DtlsCiphertext(
                        type.code(),
                        DtlsCiphertext.DTLS_1_2,
                        number.epoch(),
                        number.sequence(),
                        content));
    }

    private Octets sealed(
            RecordNumber number, ContentType type, Octets content, int padding, HeaderForm form) {
        var protection = writeKeys.get(number.epoch());
        int length = content.length();
        int fragment = length + padding + protection.expansion();
        byte[] record = new byte[form.size(fragment) + fragment];
        protection.seal(
                form,
                number.epoch().number(),
                number.sequence(),
                type.code(),
                content.toArray(),
                0,
                length,
                padding,
                record,
                0);
        return Octets.of(record);
    }
}
