/** The probe, probed: in memory, with ends of ours that are good and ends that are not. */
package dtlskeying.properties.probe;
