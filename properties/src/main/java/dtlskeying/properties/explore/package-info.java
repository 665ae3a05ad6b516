/** What can be exhausted: the chapters one by one, and the compositions of several of them. */
package dtlskeying.properties.explore;
