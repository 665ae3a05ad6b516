package dtlskeying.impl.usrsctp;

import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.SctpStack;

/**
 * The SCTP stack of libusrsctp, once for the process: it is initialised on first use and stays.
 *
 * <p>Its associations may be used from any thread, one at a time; they wait for each other. They
 * share one clock, that of the library: whichever of them is advanced, the timers of all run. The
 * first one that is made when there is no other starts the clock anew, so that virtual and real
 * time can follow each other in one process, but not run beside each other.
 *
 * <p>The library measures round-trip times on the clock of the computer, whatever {@link
 * SctpAssociation#advance} says, and by these it judges whether a chunk has been under way long
 * enough to be sent again. So virtual time may run ten times as fast as real time; when it runs
 * much faster, timers expire before anything is thought lost, and what is lost is repeated late.
 */
public final class UsrSctp implements SctpStack {
    private final Library library;

    private UsrSctp(Library library) {
        this.library = library;
    }

    /**
     * The stack.
     *
     * @throws MissingLibraryException if the library is not installed, too old or not for this
     *     computer; the message says what to do
     */
    public static UsrSctp load() throws MissingLibraryException {
        return new UsrSctp(Library.get());
    }

    @Override
    public SctpAssociation associate(SctpSettings settings) {
        return new UsrSctpAssociation(library, settings);
    }
}
