package dtlskeying.impl.usrsctp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.nio.file.Path;

/** What somebody without the library reads. */
class LibraryFileTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void who_names_a_file_that_is_no_library_is_told_so_and_how_to_get_one() {
        String before = System.getProperty(LibraryFile.PROPERTY);
        System.setProperty(LibraryFile.PROPERTY, Path.of("no", "library").toString());
        try {
            assertThatThrownBy(LibraryFile::open)
                    .isInstanceOf(MissingLibraryException.class)
                    .hasMessageStartingWith("no/library cannot be loaded: ")
                    .hasMessageContaining("apt install libusrsctp2")
                    .hasMessageContaining("0.9.5");
        } finally {
            if (before == null) System.clearProperty(LibraryFile.PROPERTY);
            else System.setProperty(LibraryFile.PROPERTY, before);
        }
    }
}
