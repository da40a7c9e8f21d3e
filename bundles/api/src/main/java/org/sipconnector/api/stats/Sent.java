/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/**
 * What is known of one track sent.
 *
 * @param outboundRtp      our sending
 * @param codec            its codec
 * @param mediaSource      what is sent
 * @param remoteInboundRtp how it arrives, as the other side reports
 */
public record Sent(StatsEntry outboundRtp, StatsEntry codec, StatsEntry mediaSource, StatsEntry remoteInboundRtp) {

    public static final Sent NONE = new Sent(StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE);
}
