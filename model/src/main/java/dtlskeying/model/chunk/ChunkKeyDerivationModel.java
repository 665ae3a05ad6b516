package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EACH_DIRECTION_AND_USE_HAS_ITS_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EPOCH_IS_EXPORTED_ONCE;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EXPORTER_GIVES_THE_CHUNK_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.FORMULAS_ARE_OURS;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.IDENTIFIERS_ENTER_THE_DERIVATION;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.KeyScheduleModel;
import dtlskeying.model.dtls13.KeyScheduleModel.Length;
import dtlskeying.model.dtls13.KeyScheduleModel.Term;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** §4, the keys of the chunk, as a relation over what was agreed upon and the epochs so far. */
public record ChunkKeyDerivationModel()
        implements Relation<ChunkKeyDerivationModel.Facts, Input, Effect> {
    /** The relation has no parameters. */
    public ChunkKeyDerivationModel {}

    /**
     * What is known at one end.
     *
     * @param agreed what was agreed upon, or nothing
     * @param epochs how many secrets have given their keys
     */
    public record Facts(List<Input.Agreed> agreed, int epochs) {
        /** What is known before anything is agreed upon. */
        public static final Facts START = new Facts(List.of(), 0);

        public Facts {
            agreed = List.copyOf(agreed);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Agreed agreed ->
                    facts.agreed().isEmpty()
                            ? Set.of(Outcome.of(new Facts(List.of(agreed), 0), List.of()))
                            : refused(facts, BOTH_PARAMETERS_ENTER_AS_SENT);
            case Input.SecretReady(var epoch) -> secret(facts, epoch);
            case Input.Ended() -> Set.of(Outcome.of(Facts.START, List.of()));
        };
    }

    private static Set<Outcome<Facts, Effect>> secret(Facts facts, Epoch epoch) {
        if (facts.agreed().isEmpty()) return refused(facts, BOTH_PARAMETERS_ENTER_AS_SENT);
        if (epoch.number() != 3 + facts.epochs()) return refused(facts, EPOCH_IS_EXPORTED_ONCE);
        List<Effect> effects = new ArrayList<>();
        Input.Agreed agreed = facts.agreed().getFirst();
        for (ChunkKey key : keys(epoch, agreed.restart()))
            effects.add(new Effect.Derived(key, context(key, agreed.client(), agreed.server())));
        effects.add(new Effect.SecretDestroyed(epoch));
        return Set.of(
                Outcome.of(
                        new Facts(facts.agreed(), facts.epochs() + 1),
                        effects,
                        EXPORTER_GIVES_THE_CHUNK_KEYS,
                        FORMULAS_ARE_OURS,
                        BOTH_PARAMETERS_ENTER_AS_SENT,
                        IDENTIFIERS_ENTER_THE_DERIVATION,
                        EACH_DIRECTION_AND_USE_HAS_ITS_KEYS,
                        EPOCH_IS_EXPORTED_ONCE));
    }

    private static List<ChunkKey> keys(Epoch epoch, boolean restart) {
        var keys = new ArrayList<ChunkKey>();
        for (int i = 0; i < 12; i++) {
            var use = i / 3 % 2 == 0 ? KeyUse.PRIMARY : KeyUse.RESTART;
            var part = List.of(Part.KEY, Part.NUMBER_KEY, Part.IV).get(i % 3);
            if (use == KeyUse.PRIMARY || restart)
                keys.add(new ChunkKey(epoch, i < 6 ? Role.CLIENT : Role.SERVER, use, part));
        }
        return keys;
    }

    /** What a key is made of: the exporter of RFC 8446 §7.5, with the labels of DTLS 1.3. */
    public static Term term(Part part) {
        var secret =
                new KeyScheduleModel.Expand(
                        new KeyScheduleModel.Given("exporter secret"),
                        "dtls13EXPORTER_DTLS_FOR_DTLS_IN_SCTP",
                        new KeyScheduleModel.Hashed(new KeyScheduleModel.Nothing()),
                        Length.HASH);
        var context = new KeyScheduleModel.Hashed(new KeyScheduleModel.Given("context"));
        Length length = part == Part.IV ? Length.NONCE : Length.KEY;
        return new KeyScheduleModel.Expand(secret, "dtls13exporter", context, length);
    }

    /** What the exporter hashes: three octets of names, eight of epoch, both parameters. */
    public static Octets context(ChunkKey key, Octets client, Octets server) {
        String writer = key.writer() == Role.CLIENT ? "00" : "01";
        String use = key.use() == KeyUse.PRIMARY ? "00" : "01";
        String part =
                switch (key.part()) {
                    case KEY -> "00";
                    case NUMBER_KEY -> "01";
                    case IV -> "02";
                };
        String epoch = "%016x".formatted(key.epoch().number());
        return Octets.hex(writer + use + part + epoch + client.toHex() + server.toHex());
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Clause because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
