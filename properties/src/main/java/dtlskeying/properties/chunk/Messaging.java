package dtlskeying.properties.chunk;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.UlpGate;
import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.ChunkProtectionSpec;
import dtlskeying.spec.chunk.UserMessagesSpec.Content;
import dtlskeying.spec.chunk.UserMessagesSpec.Effect;
import dtlskeying.spec.chunk.UserMessagesSpec.Input;
import dtlskeying.spec.chunk.UserMessagesSpec.Ppid;
import dtlskeying.spec.chunk.UserMessagesSpec.Way;

/**
 * What becomes of user messages at one end, real bytes and all, as a machine with inputs and
 * effects by name.
 *
 * @param isProtected whether every packet is in DTLS chunks
 * @param waiting whether a packet with DATA of the ULP was held back
 */
public record Messaging(boolean isProtected, boolean waiting) {
    /** An association that has no keys yet. */
    static final Messaging START = new Messaging(false, false);

    private static final Octets RECORD = Octets.hex("16fefd00000000000000010003010203");
    private static final Octets PROOF =
            Octets.hex("0101000000000001000000000000000300000001000000000001ff");
    private static final Octets OTHER = Octets.hex("70696e67");

    Step<Messaging, Effect> on(Input input) {
        return switch (input) {
            case Input.Protected() -> protect();
            case Input.Sent(var way, var ppid) ->
                    way == Way.DIRECTLY ? sentDirectly(ppid) : sentThroughDtls(ppid);
            case Input.Heard(var ppid, var stream, var content) ->
                    Step.stay(this, heard(new UserMessage(stream, code(ppid), bytes(content))));
            case Input.HeardInRecord(var proof) ->
                    Step.stay(this, heardInRecord(proof ? PROOF : OTHER));
        };
    }

    private Step<Messaging, Effect> protect() {
        var after = new Messaging(true, false);
        return waiting ? Step.become(after, new Effect.Released()) : Step.become(after);
    }

    private Step<Messaging, Effect> sentThroughDtls(Ppid ppid) {
        Clause against = UserMessages.against(new UserMessage(0, code(ppid), OTHER), isProtected);
        return against == Clause.UNSTATED
                ? Step.stay(this, new Effect.Leaves())
                : Step.stay(this, new Effect.Refused(against));
    }

    /** SCTP makes a packet of it at once; without a key the gate takes its DATA out. */
    private Step<Messaging, Effect> sentDirectly(Ppid ppid) {
        byte[] packet = packet(new UserMessage(0, code(ppid), OTHER));
        return isProtected || new UlpGate().leavesPlain(packet, packet.length) > 0
                ? Step.stay(this, new Effect.Leaves())
                : Step.become(new Messaging(false, true), new Effect.Waits());
    }

    private Effect heard(UserMessage message) {
        byte[] packet = packet(message);
        if (!isProtected && new UlpGate().arrivesPlain(packet, packet.length) == 0)
            return new Effect.Discarded(ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS);
        return switch (UserMessages.arrived(message)) {
            case UserMessages.Arrival.OfDtls _ -> new Effect.ToDtls();
            case UserMessages.Arrival.OfUlp _ -> new Effect.ToUlp();
            case UserMessages.Arrival.Refused(var clause) -> new Effect.Discarded(clause);
        };
    }

    private static Effect heardInRecord(Octets data) {
        return switch (UserMessages.inRecord(data)) {
            case UserMessages.Content.OfReauthentication _ -> new Effect.ToAuthentication();
            case UserMessages.Content.Refused(var clause) -> new Effect.Discarded(clause);
        };
    }

    private static long code(Ppid ppid) {
        return switch (ppid) {
            case KEY_MANAGEMENT -> ChunkProtectionSpec.KEY_MANAGEMENT_PPID;
            case OF_RFC_6083 -> 47;
            case OF_THE_ULP -> 51;
        };
    }

    private static Octets bytes(Content content) {
        return switch (content) {
            case ONE_RECORD -> RECORD;
            case TWO_RECORDS -> Octets.concat(RECORD, RECORD);
            case CUT_RECORD -> RECORD.slice(0, RECORD.length() - 1);
            case NO_RECORD -> OTHER;
        };
    }

    /** A packet with one chunk of DATA, the whole message (RFC 9260 §3.3.1). */
    private static byte[] packet(UserMessage message) {
        int length = 16 + message.bytes().length();
        Octets header =
                Octets.hex(
                        "0003%04x00000001%04x0000%08x"
                                .formatted(length, message.stream(), message.ppid()));
        Octets padding = Octets.of(new byte[-length & 3]);
        return ChunkBytes.packet(Octets.concat(header, message.bytes(), padding));
    }
}
