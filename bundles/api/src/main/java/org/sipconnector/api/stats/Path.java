/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/**
 * The path the media takes.
 *
 * @param candidatePair   the pair in use: the one the transport names, else a nominated one, else the last
 * @param certificate     the last certificate
 * @param localCandidate  our end of the pair
 * @param remoteCandidate the other end of the pair
 * @param transport       the transport
 */
public record Path(StatsEntry candidatePair, StatsEntry certificate, StatsEntry localCandidate,
        StatsEntry remoteCandidate, StatsEntry transport) {

    public static final Path NONE =
            new Path(StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE);
}
