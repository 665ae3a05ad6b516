/** The pages: one for each clause, chapter and known bug, out of compiled code and kept data. */
package dtlskeying.properties.pages;
