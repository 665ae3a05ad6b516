package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup.Offer;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of traffic and their changes, once there are any. */
sealed interface Traffic {
    /** The secrets that are held for it. */
    Stream<Secret> held();

    /** Whether an extended key update is under way, as far as this end knows. */
    default boolean isRenewing() {
        return this instanceof Renewing renewing
                && renewing.updates instanceof ExtendedKeyUpdate.Running running
                && !(running.exchange() instanceof ExtendedKeyUpdate.Exchange.Quiet);
    }

    /** All secrets of the newest epoch, if extended key updates make them. */
    default Optional<Generation> generation() {
        return this instanceof Renewing renewing ? Optional.of(renewing.newest) : Optional.empty();
    }

    /**
     * The secret that keying material of an epoch is exported from, if it is still or already read
     * or written.
     *
     * @param session what the handshake has agreed on
     */
    @Cites("extended-key-update/10.2/a")
    default Optional<Secret> exporter(Epoch epoch, Session session) {
        if (this instanceof Renewing renewing)
            return Optional.ofNullable(renewing.exporters.get(epoch));
        return epoch.equals(Epoch.FIRST_OF_TRAFFIC)
                ? Optional.of(session.traffic().exporter())
                : Optional.empty();
    }

    /** The handshake has not come that far. */
    record Waiting() implements Traffic {
        @Override
        public Stream<Secret> held() {
            return Stream.empty();
        }
    }

    /**
     * Both directions flow, and KeyUpdate changes their keys.
     *
     * @param updates which epochs they are in
     * @param read the secret of the newest epoch that is read
     * @param write the secret of the epoch that is written
     */
    record Flowing(KeyUpdate updates, Secret read, Secret write) implements Traffic {
        @Override
        public Stream<Secret> held() {
            return Stream.of(read, write);
        }
    }

    /**
     * Both directions flow, and extended key updates change their keys.
     *
     * @param updates which epochs they are in
     * @param newest the secrets of the newest epoch that is read
     * @param draft what this end holds of the exchange under way
     * @param exporters the exporter secrets of the epochs that are read or written
     * @param entropy for shares, one child each
     * @param drawn how many shares have been made
     * @param busy whether requests of the peer wait
     */
    record Renewing(
            ExtendedKeyUpdate updates,
            Generation newest,
            Draft draft,
            Map<Epoch, Secret> exporters,
            Entropy entropy,
            int drawn,
            boolean busy)
            implements Traffic {
        public Renewing {
            exporters = Map.copyOf(exporters);
        }

        static Renewing first(Generation generation, Entropy entropy) {
            return new Renewing(
                    ExtendedKeyUpdate.start(),
                    generation,
                    Draft.NONE,
                    Map.of(Epoch.FIRST_OF_TRAFFIC, generation.exporter()),
                    entropy,
                    0,
                    false);
        }

        Renewing with(ExtendedKeyUpdate next) {
            return new Renewing(next, newest, draft, exporters, entropy, drawn, busy);
        }

        Renewing with(Draft next) {
            return new Renewing(updates, newest, next, exporters, entropy, drawn, busy);
        }

        Renewing with(boolean isBusy) {
            return new Renewing(updates, newest, draft, exporters, entropy, drawn, isBusy);
        }

        /** After a share was made: what the next is made of does not tell what this was made of. */
        Renewing drawing() {
            var next = entropy.child("next");
            return new Renewing(updates, newest, draft, exporters, next, drawn + 1, busy);
        }

        @Override
        public Stream<Secret> held() {
            return Stream.of(
                            newest.held(),
                            draft.held(),
                            exporters.values().stream(),
                            Stream.of(entropy.seed()))
                    .flatMap(each -> each);
        }

        Renewing derived(Epoch epoch, Generation next) {
            var all = new HashMap<>(exporters);
            all.put(epoch, next.exporter());
            return new Renewing(updates, next, Draft.NONE, all, entropy, drawn, busy);
        }

        /** Without the exporters of epochs that are neither read nor written. */
        Renewing pruned(Epoch write) {
            var live = new HashMap<>(exporters);
            live.keySet().removeIf(epoch -> !epoch.equals(write) && !updates.reads(epoch));
            return new Renewing(updates, newest, draft, live, entropy, drawn, busy);
        }
    }

    /** What an end holds of an extended key update that is under way. */
    sealed interface Draft {
        /** The secrets of it. */
        Stream<Secret> held();

        /** Nothing. */
        record None() implements Draft {
            @Override
            public Stream<Secret> held() {
                return Stream.empty();
            }
        }

        /**
         * Our own request is out.
         *
         * @param request with its header of four bytes
         */
        record Asked(Offer offer, Octets request) implements Draft {
            @Override
            public Stream<Secret> held() {
                return Stream.of(offer.privateKey());
            }
        }

        /**
         * Both shares are known.
         *
         * @param request with its header of four bytes
         * @param response its body
         */
        record Answered(Octets request, Octets response, Secret shared) implements Draft {
            @Override
            public Stream<Secret> held() {
                return Stream.of(shared);
            }
        }

        Draft NONE = new None();
    }

    Traffic WAITING = new Waiting();
}
