package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.KeyScheduleModel.Expand;
import dtlskeying.model.dtls13.KeyScheduleModel.Given;
import dtlskeying.model.dtls13.KeyScheduleModel.Hashed;
import dtlskeying.model.dtls13.KeyScheduleModel.Joined;
import dtlskeying.model.dtls13.KeyScheduleModel.Length;
import dtlskeying.model.dtls13.KeyScheduleModel.Mac;
import dtlskeying.model.dtls13.KeyScheduleModel.Nothing;
import dtlskeying.model.dtls13.KeyScheduleModel.Term;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Role;

import java.util.List;

/**
 * RFC 9261 as terms: what an authenticator is made of, and no byte computed.
 *
 * <p>Given are, by name, the {@code exporter} secret of the epoch, and whole messages with their
 * headers of four bytes: {@code request} (no bytes if there is none), {@code certificate}, {@code
 * certificate verify} and {@code empty certificate}, which has the context of the request and no
 * certificate.
 */
public final class ExportedAuthenticatorModel {
    private ExportedAuthenticatorModel() {}

    /** What stands for the connection and its epoch in all that this side signs. */
    @Cites({"rfc9261/5.1/a", "extended-key-update/11.2/a"})
    public static Term handshakeContext(Role sender) {
        return exported(sender, "handshake context");
    }

    /** What this side's Finished is keyed with. */
    @Cites("rfc9261/5.1/a")
    public static Term finishedKey(Role sender) {
        return exported(sender, "finished key");
    }

    /** The hash that is signed. */
    @Cites("rfc9261/5.2.2/a")
    public static Term signed(Role sender) {
        return hashed(sender, List.of(new Given("request"), new Given("certificate")));
    }

    /** What the Finished holds. */
    @Cites("rfc9261/5.2.3/a")
    public static Term finished(Role sender) {
        return new Mac(
                finishedKey(sender),
                hashed(
                        sender,
                        List.of(
                                new Given("request"),
                                new Given("certificate"),
                                new Given("certificate verify"))));
    }

    /** What the Finished of a refusal holds. */
    @Cites("rfc9261/6/a")
    public static Term refusal(Role sender) {
        return new Mac(
                finishedKey(sender),
                hashed(sender, List.of(new Given("request"), new Given("empty certificate"))));
    }

    private static Term hashed(Role sender, List<Term> messages) {
        return new Hashed(new Joined(List.of(handshakeContext(sender), new Joined(messages))));
    }

    private static Term exported(Role sender, String what) {
        String label = "EXPORTER-" + sender.text() + " authenticator " + what;
        var nothing = new Hashed(new Nothing());
        var secret = KeyScheduleModel.derive(new Given("exporter"), label, nothing);
        return new Expand(secret, "dtls13exporter", nothing, Length.HASH);
    }
}
