package dtlskeying.impl.usrsctp;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/** Where libusrsctp is. */
final class LibraryFile {
    /** A system property that names the file, if it is in no place where the system looks. */
    static final String PROPERTY = "dtlskeying.usrsctp";

    private static final List<String> NAMES = List.of("libusrsctp.so.2", "libusrsctp.so");

    private static final String HOW =
            "install it (Debian, Ubuntu: apt install libusrsctp2; version 0.9.5 or newer), or name"
                    + " the file with -D"
                    + PROPERTY
                    + "=/path/to/libusrsctp.so.2";

    private LibraryFile() {}

    /** Opens it for the life of the process. */
    static SymbolLookup open() throws MissingLibraryException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.matches("Linux (amd64|aarch64|riscv64)"))
            throw new MissingLibraryException(
                    "libusrsctp is used on 64-bit Linux only, and this is " + system);
        String named = System.getProperty(PROPERTY);
        for (String name : named == null ? NAMES : List.of(named)) {
            SymbolLookup found = open(name);
            if (found != null) return found;
        }
        String where = named == null ? "libusrsctp is not installed" : named + " cannot be loaded";
        throw new MissingLibraryException(where + ": " + HOW);
    }

    /** What is too old has not got everything. */
    static MissingLibraryException lacks(String function) {
        return new MissingLibraryException(
                "libusrsctp is too old, it has no " + function + ": " + HOW);
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup open(String name) throws MissingLibraryException {
        try {
            return SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException _) {
            return null;
        } catch (IllegalCallerException _) {
            throw new MissingLibraryException(
                    "libusrsctp needs java --enable-native-access=ALL-UNNAMED, or"
                            + " =dtlskeying.impl on the module path");
        }
    }
}
