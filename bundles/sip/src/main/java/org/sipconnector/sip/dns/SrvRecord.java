/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Where a service is (RFC 2782). */
record SrvRecord(int priority, int weight, int port, String target) {

    static SrvRecord read(ByteBuf content) {
        return new SrvRecord(content.readUnsignedShort(), content.readUnsignedShort(), content.readUnsignedShort(),
                DefaultDnsRecordDecoder.decodeName(content));
    }

    /** A lone root as target says: there is no such service here. */
    boolean refuses() {
        return target.equals(".");
    }

    /**
     * In the order to try them: by priority, by chance among equals, heavier ones more often first.
     *
     * @param random from 0 to 1
     */
    static List<SrvRecord> ordered(List<SrvRecord> records, DoubleSupplier random) {
        List<SrvRecord> left = new ArrayList<>(records);
        left.sort(Comparator.comparingInt(SrvRecord::priority).thenComparingInt(SrvRecord::weight));
        List<SrvRecord> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.get(0).priority();
            List<SrvRecord> equals = left.stream().filter(record -> record.priority() == priority).toList();
            SrvRecord chosen = chosen(equals, random.getAsDouble());
            ordered.add(chosen);
            left.remove(chosen);
        }
        return ordered;
    }

    private static SrvRecord chosen(List<SrvRecord> equals, double chance) {
        double rest = chance * equals.stream().mapToInt(SrvRecord::weight).sum();
        for (SrvRecord record : equals) {
            rest -= record.weight();
            if (rest <= 0) {
                return record;
            }
        }
        return equals.get(equals.size() - 1);
    }
}
