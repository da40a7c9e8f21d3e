/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.util.concurrent.CompletionStage;

/** Where an embedded Raft takes commands: each is applied once a majority has it on disk. */
interface RaftLog extends AutoCloseable {

    /** @return what the state machine answered */
    CompletionStage<byte[]> submit(byte[] command);

    boolean leads() throws Exception;

    @Override
    void close() throws Exception;
}
