/** A tour of both protocols in ten pages, each made from a real run or an exhausted model. */
package dtlskeying.properties.tour;
