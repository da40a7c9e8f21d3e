/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sipconnector.kernel.internal.store.WriteBehind;
import org.sipconnector.spi.store.Hibernation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the kernel offers beyond its process. */
final class KernelHibernation implements Hibernation {

    private static final Logger LOG = LoggerFactory.getLogger(KernelHibernation.class);

    private final Runnable trial;
    private final WriteBehind writing;
    private final BooleanSupplier held;
    private volatile boolean prepared;

    /**
     * @param trial    fails when connectors could not be kept
     * @param held     whether a standby is there: without one connectors end with the kernel
     * @param prepared whether the former kernel was told to keep them
     */
    KernelHibernation(Runnable trial, WriteBehind writing, BooleanSupplier held, boolean prepared) {
        this.trial = trial;
        this.writing = writing;
        this.held = held;
        this.prepared = prepared;
    }

    @Override
    public void prepare() {
        trial.run();
        prepared = true;
        LOG.info("the next stop keeps connectors, whatever onStop says: sip:hibernate was given, and its --cancel takes that back");
    }

    @Override
    public void cancel() {
        if (prepared) {
            prepared = false;
            LOG.info("the next stop does with connectors what onStop says: sip:hibernate was taken back");
        }
    }

    @Override
    public boolean isPrepared() {
        return prepared;
    }

    @Override
    public Optional<String> problem() {
        return writing.problem();
    }

    @Override
    public boolean keeps() {
        return writing.keeps() && held.getAsBoolean();
    }
}
