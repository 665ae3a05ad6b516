package dtlskeying.properties.cli;

import dtlskeying.properties.call.CallCost;

import tools.jackson.databind.node.ArrayNode;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The sentences of appendix B about cost, each beside what was measured and why it differs.
 *
 * @param certificates the bytes of both ends' certificates
 */
record ChannelClaims(CallCost full, CallCost resumed, CallCost early, int certificates) {
    /** Epoch and sequence number, which a record of TLS does not say. */
    private static final int LONGER_HEADER = 8;

    /** One sentence. */
    private record Claim(String what, String document, String measured, String reason) {}

    void print(PrintWriter out) {
        out.println("appendix B of the draft says                    measured here");
        for (Claim claim : claims()) {
            out.printf("%-24s %-20s  %s%n", claim.what(), claim.document(), claim.measured());
            out.println("  " + claim.reason());
        }
    }

    void add(ArrayNode json) {
        for (Claim claim : claims()) {
            var one = json.addObject();
            one.put("claim", claim.what());
            one.put("document", claim.document());
            one.put("measured", claim.measured());
            one.put("reason", claim.reason());
        }
    }

    private List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        if (resumed.last().resumed()) {
            claims.add(bytesOfResumption());
            claims.add(bytesOfFull());
            claims.add(
                    new Claim(
                            "resumed after the first",
                            "1 round trip",
                            roundTrips(resumed.afterFirst()),
                            "counted at the client, and no cookie is asked of who resumes"
                                    + " (RFC 6347 §4.2.1); with one it is a round trip more"));
            claims.add(
                    new Claim(
                            "resumed at once",
                            "no round trip",
                            roundTrips(early.afterFirst()),
                            early.last().resumed()
                                    ? "the early hello reaches the server right behind the"
                                            + " client's Finished of the first channel"
                                    : "the early hello came before the first session was made, and"
                                            + " was answered in full"));
        } else {
            claims.add(bytesOfFull());
        }
        return claims;
    }

    private Claim bytesOfResumption() {
        return new Claim(
                "a resumed handshake",
                "300 to 400 bytes",
                resumed.last().bytes() + " bytes",
                String.format(
                        Locale.ROOT,
                        "%d of them are what the headers of %d DTLS records add to those of TLS, and"
                                + " each message adds 8 more; AEAD and today's extensions add the"
                                + " rest",
                        resumed.last().records() * LONGER_HEADER,
                        resumed.last().records()));
    }

    private Claim bytesOfFull() {
        int first = full.first().bytes();
        boolean isCompared = resumed.last().resumed();
        int more = isCompared ? first - resumed.last().bytes() : first;
        return new Claim(
                isCompared ? "a full one costs more by" : "a full handshake",
                isCompared ? "1000 to 2000 bytes" : "1300 to 2400 bytes",
                more + " bytes",
                String.format(
                        Locale.ROOT,
                        "%d of them are certificates, both ends'; the hello is sent twice, for the"
                                + " cookie; RSA certificates of 2008 were about 1000 bytes each",
                        certificates));
    }

    private static String roundTrips(double measured) {
        return String.format(Locale.ROOT, "%.1f round trips", measured);
    }
}
