package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;

import java.util.Locale;

/**
 * §4.2: which keys a handshake gives, how the exported block is cut, and which end may do what with
 * which key. Keys appear by name.
 */
public interface SrtpKeyDerivationSpec {
    /** What §4.2 says. */
    enum Claim implements Clause {
        SRTP_KEYS_COME_FROM_THE_EXPORTER(
                "dtls-srtp/4.2/a",
                IS,
                "SRTP keys are other keys than the records', exported by EXTRACTOR-dtls_srtp"),
        KEYS_FIRST_THEN_SALTS(
                "dtls-srtp/4.2/b",
                IS,
                "the block is client key, server key, client salt, server salt"),
        PEERS_KEYS_ONLY_OPEN(
                "dtls-srtp/4.2/c",
                MUST,
                "the peer's write keys only check and decrypt what the peer sends"),
        EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF(
                "dtls-srtp/4.2/d",
                IS,
                "each key and salt gives session keys by RFC 3711 §4.3, labels 0 to 2 for SRTP and"
                        + " 3 to 5 for SRTCP"),
        UNUSED_HALF_IS_DISCARDED(
                "dtls-srtp/4.2/e",
                IS,
                "a session that carries RTP alone discards the SRTCP keys, and the other way"
                        + " round");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The exporter label of §4.2. */
    String LABEL = "EXTRACTOR-dtls_srtp";

    /** The four parts of the exported block, in their order. */
    enum Part {
        CLIENT_KEY,
        SERVER_KEY,
        CLIENT_SALT,
        SERVER_SALT;

        /** The master key of that end. */
        public static Part keyOf(Role owner) {
            return owner == Role.CLIENT ? CLIENT_KEY : SERVER_KEY;
        }

        /** The master salt of that end. */
        public static Part saltOf(Role owner) {
            return owner == Role.CLIENT ? CLIENT_SALT : SERVER_SALT;
        }
    }

    /** What a session key does; the order is that of the labels of RFC 3711 §4.3.2. */
    enum SessionKey {
        RTP_ENCRYPTION(PacketKind.RTP),
        RTP_AUTHENTICATION(PacketKind.RTP),
        RTP_SALT(PacketKind.RTP),
        RTCP_ENCRYPTION(PacketKind.RTCP),
        RTCP_AUTHENTICATION(PacketKind.RTCP),
        RTCP_SALT(PacketKind.RTCP);

        private final PacketKind kind;

        SessionKey(PacketKind kind) {
            this.kind = kind;
        }

        /** The packets that the key is for. */
        public PacketKind kind() {
            return kind;
        }

        /** The name of this key of that end, from that handshake (1 for the first). */
        public KeyId of(Role owner, int handshake) {
            return new KeyId(handshake, owner, name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** What one end learns. */
    sealed interface Input {
        /** A handshake completed with this profile; 1 is the first of the association. */
        record Completed(int handshake, ProtectionProfile profile) implements Input {}

        /** A packet of that kind is to be sent under the keys of that end. */
        record Protect(Role owner, PacketKind kind) implements Input {}

        /** A packet of that kind is to be opened under the keys of that end. */
        record Unprotect(Role owner, PacketKind kind) implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** So many bytes are exported under that label, without a context. */
        record Exported(String label, int length) implements Effect {}

        /** Bytes {@code from} (inclusive) to {@code to} (exclusive) of the block are this part. */
        record Cut(Part part, int from, int to) implements Effect {}

        /** A session key is derived under that label of RFC 3711 §4.3.2, and kept. */
        record Installed(KeyId key, int label) implements Effect {}

        /** A session key is not kept, or no longer. */
        record Destroyed(KeyId key, Clause clause) implements Effect {
            @Override
            public Destroyed because(Clause reason) {
                return new Destroyed(key, reason);
            }
        }

        /** The packet is protected under this encryption key. */
        record Protected(KeyId key) implements Effect {}

        /** The packet is opened under this encryption key. */
        record Opened(KeyId key) implements Effect {}

        /** What was asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
