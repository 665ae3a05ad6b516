package dtlskeying.spec.trace;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;

/** What components and constants are called in JSON. */
final class Names {
    private Names() {}

    /** The reason of an effect has its own name: it may be left out, and never has to match. */
    static String fieldOf(RecordComponent component) {
        return component.getType() == Clause.class ? "why" : component.getName();
    }

    /** Registries have names of their own; all other constants are in camelCase. */
    static String nameOf(Enum<?> constant) {
        return switch (constant) {
            case ProtectionProfile profile -> profile.name();
            case Alert alert -> alert.text();
            default -> camelCase(constant.name());
        };
    }

    private static String camelCase(String constant) {
        String[] parts = constant.toLowerCase(Locale.ROOT).split("_");
        var name = new StringBuilder(parts[0]);
        for (String part : Arrays.copyOfRange(parts, 1, parts.length))
            name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
        return name.toString();
    }
}
