/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.util.concurrent.CompletionStage;

/** What a node of a cluster needs of an engine: to own, to write while it owns, and to hear that another is gone. */
interface ClusterMember extends AutoCloseable {

    /** How long a member may be silent before its entries are given to others; the same for all engines. */
    int SESSION_MILLIS = 4_000;

    /** How long a server may be silent before the others go on without it; the same for all engines. */
    int SILENCE_MILLIS = 3_000;

    /** @return whether the entry is this member's now; not when somebody has it at that epoch or a later one */
    CompletionStage<Boolean> own(String key, long epoch);

    /** @return whether it was written; not when another has owned the entry since */
    CompletionStage<Boolean> write(String key, long epoch, byte[] value);

    /** @return what was written last, as the majority knows it */
    CompletionStage<byte[]> read(String key);

    /** Waits until the engine takes another member for dead. */
    void awaitLoss(String other) throws Exception;

    /** @return whether the server on this machine leads */
    boolean leads() throws Exception;

    @Override
    void close() throws Exception;
}
