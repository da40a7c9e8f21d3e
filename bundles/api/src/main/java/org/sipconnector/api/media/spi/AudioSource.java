/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes sound: 48 kHz, one channel, 16 bit. Read once every 10 ms however many tracks send it, by one thread of the
 * engine; a block that comes late is replaced by silence, and so is one that throws, which is told to
 * those who send it.
 */
@ConsumerType
@FunctionalInterface
public interface AudioSource {

    /** The service property that names sources and sinks: a string, unique per type. */
    String NAME = "org.sipconnector.media.name";

    /** Samples in a block of 10 ms. */
    int BLOCK = 480;

    /**
     * Fills the next block; what it leaves untouched is silence.
     *
     * @param block {@value #BLOCK} samples, to be forgotten on return
     */
    void read(short[] block);
}
