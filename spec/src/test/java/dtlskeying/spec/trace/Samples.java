package dtlskeying.spec.trace;

import static dtlskeying.spec.chunk.PacketShape.BUNDLED;
import static dtlskeying.spec.chunk.PacketShape.INIT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.Ssrc;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A few values of every type that a word may be made of. */
final class Samples {
    /** How many values of each type are tried. */
    static final int COUNT = 8;

    private Samples() {}

    /** The {@code i}th value of a type; {@code i} is 0 or more, values come back in a circle. */
    static Object of(Type type, int i) {
        if (type instanceof ParameterizedType list) return listOf(list, i);
        Class<?> raw = (Class<?>) type;
        if (raw == int.class || raw == Integer.class) return pick(i, 0, 1, 22, 255);
        if (raw == long.class || raw == Long.class) return pick(i, 0L, 1L, 70000L, (1L << 48) - 1);
        if (raw == boolean.class) return i % 2 == 0;
        if (raw == String.class) return pick(i, "a", "EXTRACTOR-dtls_srtp", "");
        if (raw == Octets.class) return pick(i, Octets.EMPTY, Octets.hex("00ff"));
        if (raw == Mki.class) return pick(i, Mki.NONE, Mki.hex("00"), Mki.hex("8001"));
        if (raw == Ssrc.class) return pick(i, new Ssrc(0), new Ssrc(-1), new Ssrc(0xcafe));
        if (raw == KeyId.class) return new KeyId(i + 1, Role.SERVER, "rtp-encryption");
        if (raw == Epoch.class) return new Epoch(i);
        if (raw == Limits.class) return pick(i, Limits.DEFAULT, new Limits(1, 1, 2, 2));
        if (raw == Packet.Other.class)
            return i % 2 == 0 ? new Packet.Other(INIT) : new Packet.Other(BUNDLED);
        if (raw == Clause.class) return clauseOf(i);
        if (raw == Alert.class) return pick(i, (Object[]) Alert.values());
        if (raw.isEnum()) return pick(i, raw.getEnumConstants());
        if (raw.isSealed()) return of(leaf(raw, i), i);
        if (raw.isRecord()) return word(raw, i);
        throw new AssertionError("no sample of " + type);
    }

    /** A record made of samples. */
    static Object word(Class<?> record, int i) {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int at = 0; at < values.length; at++)
            values[at] = of(components[at].getGenericType(), i + at);
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        try {
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + record, e);
        }
    }

    private static Clause clauseOf(int i) {
        if (i % 3 == 0) return Clause.UNSTATED;
        return Catalogue.clauses().skip(i).findFirst().orElseThrow();
    }

    private static List<Object> listOf(ParameterizedType type, int i) {
        var list = new ArrayList<>();
        for (int at = 0; at < i % 3; at++) list.add(of(type.getActualTypeArguments()[0], i + at));
        return List.copyOf(list);
    }

    private static Class<?> leaf(Class<?> sealed, int i) {
        Class<?>[] permitted = sealed.getPermittedSubclasses();
        Class<?> one = permitted[i % permitted.length];
        return one.isSealed() ? leaf(one, i) : one;
    }

    private static Object pick(int i, Object... values) {
        return values[i % values.length];
    }
}
