package dtlskeying.impl.crypto;

import dtlskeying.impl.crypto.KeyShareGroup.Answer;
import dtlskeying.impl.crypto.KeyShareGroup.Offer;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.spec.Octets;

/**
 * ML-KEM-768 and a group beside it (draft-ietf-tls-ecdhe-mlkem §4): in both shares and in the
 * secret the part of ML-KEM comes first.
 */
record HybridExchange(int code, NamedGroup beside) implements KeyShareGroup.Exchange {
    @Override
    public Offer offer(KeyShareGroup group, Entropy entropy) {
        var kem = MlKem768.generate(entropy.child("ML-KEM"));
        var pair = beside.generate(entropy);
        return new Offer(
                group,
                joined(kem.privateKey(), pair.privateKey()),
                Octets.concat(kem.encapsulationKey(), pair.share()));
    }

    @Override
    public Answer answer(Octets share, Entropy entropy) {
        if (share.length() <= MlKem768.KEY_LENGTH)
            return new Answer.InvalidShare("a share of %d bytes".formatted(share.length()));
        Octets key = share.slice(0, MlKem768.KEY_LENGTH);
        Octets rest = share.slice(MlKem768.KEY_LENGTH, share.length());
        var pair = beside.generate(entropy);
        return switch (pair.agree(rest)) {
            case Agreement.InvalidShare(var reason) -> new Answer.InvalidShare(reason);
            case Agreement.Agreed(var secret) ->
                    MlKem768.encapsulate(key, entropy.child("ML-KEM"))
                            .<Answer>map(sent ->
                                    new Answer.Given(
                                            Octets.concat(sent.ciphertext(), pair.share()),
                                            joined(sent.secret(), secret)))
                            .orElseGet(() -> new Answer.InvalidShare("no key of ML-KEM-768"));
        };
    }

    @Override
    public Agreement complete(Secret privateKey, Octets answer) {
        if (answer.length() <= MlKem768.CIPHERTEXT_LENGTH)
            return new Agreement.InvalidShare("a share of %d bytes".formatted(answer.length()));
        int kemLength = privateKey.length() - BESIDE_LENGTH;
        Octets rest = answer.slice(MlKem768.CIPHERTEXT_LENGTH, answer.length());
        return switch (beside.agree(privateKey.slice(kemLength, privateKey.length()), rest)) {
            case Agreement.InvalidShare same -> same;
            case Agreement.Agreed(var secret) ->
                    new Agreement.Agreed(
                            joined(
                                    MlKem768.decapsulate(
                                            privateKey.slice(0, kemLength),
                                            answer.slice(0, MlKem768.CIPHERTEXT_LENGTH)),
                                    secret));
        };
    }

    /** Bytes of a private key of the group beside. */
    private static final int BESIDE_LENGTH = 32;

    private static Secret joined(Secret first, Secret second) {
        return Secret.of(Octets.concat(first.octets(), second.octets()));
    }
}
