package dtlskeying.impl.srtp;

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one local endpoint knows about sources (§5.1.2, §3). Only packets that verify add to it, so
 * that it has at most as many sources as its associations accept.
 *
 * @param associations the open associations, in the order in which they were opened
 * @param mapped the association that each known source belongs to
 * @param own the sources that are sent from here
 */
@Cites({"dtls-srtp/5.1.2/c", "dtls-srtp/5.1.2/k"})
public record SsrcTable(
        List<Integer> associations, SortedMap<Ssrc, Integer> mapped, SortedSet<Ssrc> own) {
    /** An endpoint without associations and sources. */
    public static final SsrcTable EMPTY =
            new SsrcTable(List.of(), new TreeMap<>(), new TreeSet<>());

    public SsrcTable {
        associations = List.copyOf(associations);
        mapped = Collections.unmodifiableSortedMap(new TreeMap<>(mapped));
        own = Collections.unmodifiableSortedSet(new TreeSet<>(own));
    }

    boolean isOpen(int association) {
        return associations.contains(association);
    }

    boolean knows(Ssrc ssrc) {
        return mapped.containsKey(ssrc);
    }

    boolean sendsAs(Ssrc ssrc) {
        return own.contains(ssrc);
    }

    /** The associations that may have sent what bears this name. */
    List<Integer> candidates(Ssrc ssrc) {
        return knows(ssrc) ? List.of(mapped.get(ssrc)) : associations;
    }

    /** The sources of an association. */
    List<Ssrc> sourcesOf(int association) {
        return mapped.keySet().stream().filter(one -> mapped.get(one) == association).toList();
    }

    SsrcTable opened(int association) {
        var after = new ArrayList<>(associations);
        after.add(association);
        return new SsrcTable(after, mapped, own);
    }

    /** Without that association and all its sources. */
    SsrcTable closed(int association) {
        var others = new ArrayList<>(associations);
        others.remove(Integer.valueOf(association));
        var rest = new TreeMap<>(mapped);
        rest.values().removeIf(owner -> owner == association);
        return new SsrcTable(others, rest, own);
    }

    SsrcTable learned(Ssrc ssrc, int association) {
        var after = new TreeMap<>(mapped);
        after.put(ssrc, association);
        return new SsrcTable(associations, after, own);
    }

    SsrcTable using(Ssrc ssrc) {
        var after = new TreeSet<>(own);
        after.add(ssrc);
        return new SsrcTable(associations, mapped, after);
    }

    SsrcTable notUsing(Ssrc ssrc) {
        var after = new TreeSet<>(own);
        after.remove(ssrc);
        return new SsrcTable(associations, mapped, after);
    }
}
