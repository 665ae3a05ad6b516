/**
 * The command line: one class a verb. A verb reads its options, calls what does the work, and
 * prints. Exit status 0 is done, 1 a negative verdict, 2 a command that cannot be carried out.
 */
package dtlskeying.properties.cli;
