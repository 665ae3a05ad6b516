/**
 * What a capture shows that either end has learnt and done, as steps of our chapters.
 *
 * <p>A capture shows what was sent. That it arrived is taken as shown only where the receiver has
 * done something that it could not have done without; whatever may have happened unseen is left to
 * the model, and where a chapter cannot be followed any further, that is said and the rest of it
 * not judged.
 */
package dtlskeying.properties.observe;
