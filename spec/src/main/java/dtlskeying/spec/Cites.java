package dtlskeying.spec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The clauses that a type or method obeys without ever refusing anything in their name: a layout, a
 * formula, a table. Where an effect can carry the clause, it does, and no annotation is needed.
 */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Cites {
    /** Clause ids such as {@code dtls-srtp/4.2/b}; a test checks that each is in the catalogue. */
    String[] value();
}
