/** The model as a conversation: JSON lines in, JSON lines out, for any language. */
package dtlskeying.properties.oracle;
