package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.RecordsSpec.Claim.RECORDS_DO_NOT_SPAN_DATAGRAMS;

import dtlskeying.impl.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * RFC 6347 §4.1: the record layer of one end, from datagrams to content and back.
 *
 * <p>An immutable value around the two machines; it answers their {@link Effect.Open} with the keys
 * that it refers to.
 *
 * @param reading which epochs are read
 * @param writing which epochs are written
 * @param readKeys the protection of every epoch that is read
 * @param writeKeys the protection of every epoch that is written
 */
public record Records(
        ReadEpochs reading,
        WriteEpochs writing,
        Map<Epoch, RecordProtection> readKeys,
        Map<Epoch, RecordProtection> writeKeys) {
    public Records {
        readKeys = Map.copyOf(readKeys);
        writeKeys = Map.copyOf(writeKeys);
    }

    /** A connection that begins: epoch 0 both ways, without protection. */
    public static Records start() {
        return startAt(0);
    }

    /** The same, and the first record that is written has this number. */
    public static Records startAt(long sequence) {
        var none = Map.of(Epoch.UNPROTECTED, RecordProtection.NONE);
        return new Records(ReadEpochs.start(), WriteEpochs.startAt(sequence), none, none);
    }

    /**
     * Takes a datagram. What is authentic and new comes out as {@link Effect.Accepted}, in the
     * order of the datagram; anything else is dropped with its reason.
     */
    public Step<Records, Effect> receive(Octets datagram) {
        var effects = new ArrayList<Effect>();
        var records = this;
        var read = RecordHeader.read(datagram);
        for (DtlsCiphertext record : read.records())
            records = records.read(new Input.Arrived(record), effects);
        if (read.readable() < datagram.length())
            effects.add(new Effect.Unreadable(read.readable(), RECORDS_DO_NOT_SPAN_DATAGRAMS));
        return new Step<>(records, effects);
    }

    /**
     * Seals one record of up to 2^14 bytes of content. It comes out as {@link Effect.Written},
     * after its number; or {@link Effect.Refused} says why not.
     */
    public Step<Records, Effect> send(Epoch epoch, ContentType type, Octets content) {
        return send(epoch, type, DtlsCiphertext.DTLS_1_2, content);
    }

    /** The same with the version that the record says: DTLS 1.0 around a first hello. */
    public Step<Records, Effect> send(Epoch epoch, ContentType type, int version, Octets content) {
        var step = writing.on(new Input.Number(epoch, type, content.length()));
        var effects = new ArrayList<Effect>(step.effects());
        if (step.effects().getFirst() instanceof Effect.Numbered(_, var sequence)) {
            var plaintext = new DtlsPlaintext(type, version, epoch, sequence, content);
            effects.add(new Effect.Written(RecordHeader.write(sealed(plaintext))));
        }
        return new Step<>(new Records(reading, step.state(), readKeys, writeKeys), effects);
    }

    /** From here on records of this epoch are opened so; held records come out at once. */
    public Step<Records, Effect> installRead(Epoch epoch, RecordProtection protection) {
        var keys = new HashMap<>(readKeys);
        keys.putIfAbsent(epoch, protection);
        var effects = new ArrayList<Effect>();
        var installed = new Records(reading, writing, keys, writeKeys);
        return new Step<>(installed.read(new Input.InstallRead(epoch), effects), effects);
    }

    /** From here on records of this epoch may be sent, sealed so. */
    public Step<Records, Effect> installWrite(Epoch epoch, RecordProtection protection) {
        var keys = new HashMap<>(writeKeys);
        keys.putIfAbsent(epoch, protection);
        return new Records(reading, writing, readKeys, keys).write(new Input.InstallWrite(epoch));
    }

    /** The epoch before the current one is no longer read. */
    public Step<Records, Effect> dropRead(Epoch epoch) {
        var effects = new ArrayList<Effect>();
        return new Step<>(read(new Input.DropRead(epoch), effects), effects);
    }

    /** The newest epoch is read no longer: the handshake that it belongs to came to nothing. */
    Records withdrawRead() {
        return switch (reading) {
            case ReadEpochs.Settled _ -> this;
            case ReadEpochs.Overlapping(var previous, _, _) ->
                    new Records(
                                    new ReadEpochs.Settled(previous, List.of()),
                                    writing,
                                    readKeys,
                                    writeKeys)
                            .withoutUnreadKeys();
        };
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

    /** How many bytes a record of that epoch is longer on the wire than its content. */
    public int overhead(Epoch epoch) {
        return DtlsCiphertext.HEADER + writeKeys.get(epoch).expansion();
    }

    private Records read(Input.Read input, List<Effect> effects) {
        var step = reading.on(input);
        var records = new Records(step.state(), writing, readKeys, writeKeys);
        for (Effect effect : step.effects()) {
            effects.add(effect);
            if (effect instanceof Effect.Open(var record))
                records = records.read(records.opened(record), effects);
        }
        return records.withoutUnreadKeys();
    }

    private Step<Records, Effect> write(Input.Write input) {
        var step = writing.on(input);
        var keys = new HashMap<>(writeKeys);
        keys.keySet().removeIf(epoch -> !step.state().isLive(epoch));
        return new Step<>(new Records(reading, step.state(), readKeys, keys), step.effects());
    }

    private Records withoutUnreadKeys() {
        if (readKeys.size() == reading.live().size()) return this;
        var keys = new HashMap<>(readKeys);
        keys.keySet().removeIf(epoch -> !reading.isLive(epoch));
        return new Records(reading, writing, keys, writeKeys);
    }

    private Input.Read opened(DtlsCiphertext record) {
        byte[] sealed = record.fragment().toArray();
        byte[] content = new byte[sealed.length];
        int length =
                readKeys.get(record.epoch())
                        .open(
                                record.type(),
                                record.version(),
                                RecordHeader.number(record.epoch(), record.sequence()),
                                sealed,
                                0,
                                sealed.length,
                                content,
                                0);
        if (length < 0 || length > RecordHeader.LONGEST_CONTENT) return new Input.Forged(record);
        return new Input.Opened(
                new DtlsPlaintext(
                        ContentType.ofCode(record.type()),
                        record.version(),
                        record.epoch(),
                        record.sequence(),
                        Octets.of(content, 0, length)));
    }

    private DtlsCiphertext sealed(DtlsPlaintext record) {
        var protection = writeKeys.get(record.epoch());
        byte[] content = record.fragment().toArray();
        byte[] sealed = new byte[content.length + protection.expansion()];
        int type = record.type().code();
        long number = RecordHeader.number(record.epoch(), record.sequence());
        protection.seal(type, record.version(), number, content, 0, content.length, sealed, 0);
        return new DtlsCiphertext(
                type, record.version(), record.epoch(), record.sequence(), Octets.of(sealed));
    }
}
