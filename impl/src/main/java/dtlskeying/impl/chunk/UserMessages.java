package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DTLS_TRAVELS_AS_USER_MESSAGES;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.KEY_MANAGEMENT_PPID;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.KEY_MANAGEMENT_STREAM;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

/**
 * §3: which user messages of SCTP are DTLS's, and which are the ULP's.
 *
 * <p>DTLS has one record in each message, on stream 0 (draft-tuexen-tsvwg-rfc6083-bis §4.1, §4.4).
 */
public final class UserMessages {
    /** Whose message one is that has come. */
    public sealed interface Arrival {
        /** The key management's: one record, which is not looked into. */
        record OfDtls(Octets record) implements Arrival {}

        /** The ULP's. */
        record OfUlp(UserMessage message) implements Arrival {}

        /** It says that it is the key management's, and cannot be. */
        record Refused(Clause clause) implements Arrival {}
    }

    /** What an application_data record has in it. */
    public sealed interface Content {
        /** A frame. */
        record OfReauthentication(Octets frame) implements Content {}

        /** Nothing that may be there. */
        record Refused(Clause clause) implements Content {}
    }

    private UserMessages() {}

    /** Whose a message is that has come. */
    public static Arrival arrived(UserMessage message) {
        return arrived(message, LengthForm.FIXED);
    }

    /**
     * The same where records of traffic may be large.
     *
     * @param lengths {@link LengthForm#VARIABLE} if their lengths may have that form; whether they
     *     do is known to DTLS alone
     */
    @Cites({"dtls-chunk/3/c", "dtls-chunk/3/f"})
    public static Arrival arrived(UserMessage message, LengthForm lengths) {
        if (message.ppid() != KEY_MANAGEMENT_PPID) return new Arrival.OfUlp(message);
        if (message.stream() != KEY_MANAGEMENT_STREAM)
            return new Arrival.Refused(DTLS_TRAVELS_AS_USER_MESSAGES);
        return isOne(message.bytes(), LengthForm.FIXED) || isOne(message.bytes(), lengths)
                ? new Arrival.OfDtls(message.bytes())
                : new Arrival.Refused(OTHER_RECORDS_USE_DTLS_FRAMING);
    }

    private static boolean isOne(Octets bytes, LengthForm lengths) {
        var read = UnifiedHeader.read(bytes, _ -> lengths);
        return read.arrivals().size() == 1 && read.clause() == Clause.UNSTATED;
    }

    /** What comes of data that DTLS has found in an application_data record: frames, or nothing. */
    @Cites("dtls-chunk/6/c")
    public static Content inRecord(Octets data) {
        return ReauthenticationFrame.decode(data) instanceof Decoded.Value
                ? new Content.OfReauthentication(data)
                : new Content.Refused(NO_DATA_IN_APPLICATION_RECORDS);
    }

    /** The message that carries a record. */
    public static UserMessage of(Octets record) {
        return new UserMessage(KEY_MANAGEMENT_STREAM, KEY_MANAGEMENT_PPID, record);
    }

    /**
     * Why the ULP may not send a message; {@link Clause#UNSTATED} if it may.
     *
     * @param isOpen whether the association is protected, or has been found to stay without
     */
    @Cites("dtls-chunk/3/a")
    public static Clause against(UserMessage message, boolean isOpen) {
        if (message.ppid() == KEY_MANAGEMENT_PPID) return DTLS_TRAVELS_AS_USER_MESSAGES;
        return isOpen ? Clause.UNSTATED : DATA_BY_CHUNK_KEYS_BY_DTLS;
    }
}
