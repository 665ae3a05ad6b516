package dtlskeying.spec;

import java.util.Arrays;

/**
 * A document that clauses are taken from. The two that this project models are pinned by revision
 * and by the SHA-256 of their text; the others are those that machines borrow rules from, and our
 * own decisions where a document leaves so much open that their rules need names.
 */
public enum Document {
    DTLS_SRTP(
            "dtls-srtp",
            "draft-ietf-avt-dtls-srtp-03",
            "a0fd43c023c555da223c98cf0b532950caf4d200a28f82f1ff9ddb85de256af1"),
    DTLS_CHUNK(
            "dtls-chunk",
            "draft-tuexen-tsvwg-dtls-chunk-key-management-00",
            "cbdb5a9cfae4cda83bc309829eeef0f497865926b2cb5b7ba1baf90877aa417c"),
    EXTENDED_KEY_UPDATE(
            "extended-key-update", "draft-ietf-tls-extended-key-update, text of 29 June 2026", ""),
    DECISIONS("decision", "the decisions of this project, by their numbers", ""),
    LARGE_RECORDS(
            "large-records", "draft-ietf-tls-super-jumbo-record-limit, text of 7 April 2026", ""),
    RFC_3264("rfc3264", "RFC 3264", ""),
    RFC_3550("rfc3550", "RFC 3550", ""),
    RFC_3711("rfc3711", "RFC 3711", ""),
    RFC_4145("rfc4145", "RFC 4145", ""),
    RFC_5246("rfc5246", "RFC 5246", ""),
    RFC_5705("rfc5705", "RFC 5705", ""),
    RFC_5746("rfc5746", "RFC 5746", ""),
    RFC_5761("rfc5761", "RFC 5761", ""),
    RFC_5763("rfc5763", "RFC 5763", ""),
    RFC_5764("rfc5764", "RFC 5764", ""),
    RFC_6347("rfc6347", "RFC 6347", ""),
    RFC_7627("rfc7627", "RFC 7627", ""),
    RFC_7714("rfc7714", "RFC 7714", ""),
    RFC_8122("rfc8122", "RFC 8122", ""),
    RFC_8422("rfc8422", "RFC 8422", ""),
    RFC_8446("rfc8446", "RFC 8446", ""),
    RFC_8449("rfc8449", "RFC 8449", ""),
    RFC_8866("rfc8866", "RFC 8866", ""),
    RFC_9147("rfc9147", "RFC 9147", ""),
    RFC_9260("rfc9260", "RFC 9260", ""),
    RFC_9261("rfc9261", "RFC 9261", ""),
    SCTP_DTLS_CHUNK("sctp-dtls-chunk", "draft-ietf-tsvwg-sctp-dtls-chunk-04", ""),
    TLS_FLAGS("tls-flags", "draft-ietf-tls-tlsflags", "");

    private final String prefix;
    private final String title;
    private final String sha256;

    Document(String prefix, String title, String sha256) {
        this.prefix = prefix;
        this.title = title;
        this.sha256 = sha256;
    }

    /** The first part of the id of every clause of this document. */
    public String prefix() {
        return prefix;
    }

    /** Name and revision. */
    public String title() {
        return title;
    }

    /** SHA-256 of the text that was read, in hex; empty for borrowed documents. */
    public String sha256() {
        return sha256;
    }

    /** Whether this is one of the two documents that the project models whole. */
    public boolean isModelled() {
        return !sha256.isEmpty();
    }

    /**
     * The document whose clause ids start with {@code prefix}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Document ofPrefix(String prefix) {
        return Arrays.stream(values())
                .filter(document -> document.prefix.equals(prefix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no document is called " + prefix));
    }
}
