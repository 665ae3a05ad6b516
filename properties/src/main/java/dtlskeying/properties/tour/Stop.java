package dtlskeying.properties.tour;

import java.util.List;

/**
 * One page of the tour.
 *
 * @param name of its folder, a number and a word or two
 * @param title what it shows
 * @param scene where that comes from
 */
public record Stop(String name, String title, Scene scene) {
    /** Where a page comes from. */
    public sealed interface Scene {
        /** A command of ours that writes down what happened; its words without {@code --out}. */
        record Run(String command) implements Scene {}

        /** What exhausting a model finds wrong. */
        record Found(String exploration) implements Scene {}

        /** Two associations at one port, with the same source in both. */
        record SharedSource() implements Scene {}
    }

    /** All of them, in their order. */
    public static List<Stop> all() {
        return List.of(
                run(
                        "01-mki",
                        "Keys for media: a DTLS-SRTP handshake with an MKI",
                        "run srtp --dtls 1.2 --seed 1 --mki 01 --packets 2"),
                run(
                        "02-rehandshake",
                        "New keys while media flows, and a packet that comes late",
                        "run srtp --dtls 1.2 --seed 2 --mki 01 --rehandshake 1 --packets 8"
                                + " --reorder 30%"),
                new Stop(
                        "03-shared-source",
                        "One name, two associations: whose packet is it?",
                        new Scene.SharedSource()),
                run(
                        "04-retry",
                        "DTLS 1.3: the server asks the client to prove its address",
                        "run srtp --dtls 1.3 --seed 4 --packets 1"),
                run(
                        "05-lost-flight",
                        "A flight that is lost, and the ACK that ends the waiting",
                        "run srtp --dtls 1.3 --seed 11 --loss 25% --packets 1"),
                run(
                        "06-enforcement",
                        "An SCTP association, from INIT to the moment when nothing unprotected"
                                + " counts",
                        "run chunk --memory --seed 8 --messages 1 --sizes 20"),
                new Stop(
                        "07-deadlock",
                        "An order of the keys that can never end well",
                        new Scene.Found("chunk/KeyOrderPair-after-flight")),
                run(
                        "08-crossed-update",
                        "Both ends want new keys at once",
                        "run chunk --memory --seed 8 --messages 1 --sizes 20 --rekey-every 1"
                                + " --crossed"),
                new Stop(
                        "09-stolen-memory",
                        "Somebody who speaks with a stolen key, and who finds him out",
                        new Scene.Found("dtls13/CompromisedPair-active")),
                new Stop(
                        "10-lost-packet",
                        "The shortest way to lose a packet to a re-key",
                        new Scene.Found("srtp/MediaOverRekeys-at-once")));
    }

    private static Stop run(String name, String title, String command) {
        return new Stop(name, title, new Scene.Run(command));
    }

    /** The command that shows it again. */
    public String command() {
        return switch (scene) {
            case Scene.Run(var command) -> "dtls-keying " + command + " --out run";
            case Scene.Found(var exploration) -> "dtls-keying explore " + exploration;
            case Scene.SharedSource() -> "dtls-keying tour --out tour";
        };
    }
}
