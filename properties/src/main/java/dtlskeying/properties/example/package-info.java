/** Worked examples: programs over the endpoint's parts, short enough to be read whole. */
package dtlskeying.properties.example;
