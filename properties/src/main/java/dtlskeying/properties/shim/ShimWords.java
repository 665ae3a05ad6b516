package dtlskeying.properties.shim;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** How {@code kmshim/1} spells what the two sides say: bytes as base64, times in milliseconds. */
final class ShimWords {
    private static final String FIELD_BYTES = "bytes";

    private ShimWords() {}

    static ObjectNode wishes(Role role, Wishes wishes) {
        var json = ShimFrames.object();
        json.put("role", role.name().toLowerCase(Locale.ROOT));
        ObjectNode cfg = json.putObject("cfg");
        var profiles = cfg.putArray("profiles");
        wishes.profiles().forEach(profile -> profiles.add(profile.code()));
        put(cfg, "mki", wishes.mki().value());
        put(cfg, "peer", wishes.peer());
        put(cfg, "seed", wishes.seed());
        return json;
    }

    static Role role(JsonNode message) throws ShimFault {
        return switch (text(message, "role")) {
            case "client" -> Role.CLIENT;
            case "server" -> Role.SERVER;
            default -> throw new ShimFault("\"role\" is client or server");
        };
    }

    static Wishes wishes(JsonNode message) throws ShimFault {
        JsonNode cfg = message.path("cfg");
        var profiles = new ArrayList<ProtectionProfile>();
        for (JsonNode code : cfg.path("profiles")) profiles.add(profile(code));
        if (profiles.isEmpty()) throw new ShimFault("\"cfg\" has at least one of \"profiles\"");
        Octets mki = bytes(cfg, "mki");
        if (mki.length() > Mki.MAX_LENGTH) throw new ShimFault("\"mki\" has 255 bytes at most");
        return new Wishes(profiles, new Mki(mki), bytes(cfg, "peer"), bytes(cfg, "seed"));
    }

    private static ProtectionProfile profile(JsonNode code) throws ShimFault {
        try {
            return ProtectionProfile.ofCode(code.asInt(-1));
        } catch (IllegalArgumentException unknown) {
            throw new ShimFault("no profile has the code point " + code);
        }
    }

    static ObjectNode notice(Notice notice) {
        var json = ShimFrames.object();
        switch (notice) {
            case Notice.Sent(var datagram) -> put(json.put("ntf", "tx"), FIELD_BYTES, datagram);
            case Notice.Opened(var packet) -> put(json.put("ntf", "rx"), FIELD_BYTES, packet);
            case Notice.Established(var handshake, var profile, var mki, var exported) -> {
                json.put("ntf", "established").put("handshake", handshake).put("profile", profile);
                put(json, "mki", mki);
                put(json, "exported", exported);
            }
            case Notice.Alerted(var fatal, var description) ->
                    json.put("ntf", "alert").put("fatal", fatal).put("description", description);
            case Notice.Closed _ -> json.put("ntf", "closed");
            case Notice.Failed(var why) -> json.put("ntf", "failed").put("why", why);
        }
        return json;
    }

    static Notice notice(JsonNode json) throws ShimFault {
        return switch (text(json, "ntf")) {
            case "tx" -> new Notice.Sent(bytes(json, FIELD_BYTES));
            case "rx" -> new Notice.Opened(bytes(json, FIELD_BYTES));
            case "established" ->
                    new Notice.Established(
                            json.path("handshake").asInt(1),
                            json.path("profile").asInt(Notice.Established.WITHOUT_SRTP),
                            bytes(json, "mki"),
                            bytes(json, "exported"));
            case "alert" ->
                    new Notice.Alerted(
                            json.path("fatal").asBoolean(false),
                            json.path("description").asInt(0) & 0xff);
            case "closed" -> new Notice.Closed();
            case "failed" -> new Notice.Failed(text(json, "why"));
            default -> throw new ShimFault("there is no notice " + json.path("ntf"));
        };
    }

    static List<Capability> capabilities(JsonNode message) throws ShimFault {
        var all = new ArrayList<Capability>();
        for (JsonNode word : message.path("caps"))
            for (Capability capability : Capability.values())
                if (capability.word().equals(word.asString(""))) all.add(capability);
        return all;
    }

    static String text(JsonNode json, String field) throws ShimFault {
        JsonNode value = json.path(field);
        if (!value.isString()) throw new ShimFault("\"" + field + "\" is missing, or no text");
        return value.asString();
    }

    /** The bytes of a field; none if it is missing. */
    static Octets bytes(JsonNode json, String field) throws ShimFault {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) return Octets.EMPTY;
        try {
            return Octets.of(Base64.getDecoder().decode(text(json, field)));
        } catch (IllegalArgumentException malformed) {
            throw new ShimFault("\"" + field + "\" is no base64");
        }
    }

    static void put(ObjectNode json, String field, Octets bytes) {
        json.put(field, Base64.getEncoder().encodeToString(bytes.toArray()));
    }
}
