/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.nio.charset.StandardCharsets;

/** Under which name a domain's SRV records for a service are (RFC 3403, RFC 3263 section 4.1). */
record NaptrRecord(int order, int preference, String flags, String service, String replacement) {

    static NaptrRecord read(ByteBuf content) {
        int order = content.readUnsignedShort();
        int preference = content.readUnsignedShort();
        String flags = text(content);
        String service = text(content);
        text(content); // a regular expression, which SIP does not use
        return new NaptrRecord(order, preference, flags, service, DefaultDnsRecordDecoder.decodeName(content));
    }

    private static String text(ByteBuf content) {
        return content.readCharSequence(content.readUnsignedByte(), StandardCharsets.US_ASCII).toString();
    }

    /** Whether it leads to SRV records of that service, such as {@code SIPS+D2T}. */
    boolean leadsTo(String wanted) {
        return flags.equalsIgnoreCase("s") && service.equalsIgnoreCase(wanted);
    }
}
