/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes and reads trees of plain values whose types are not declared, such as statistics. */
final class PlainValues {

    private static final char TEXT = 's';
    private static final char YES_OR_NO = 'b';
    private static final char WHOLE = 'l';
    private static final char FRACTION = 'd';
    private static final char ITEMS = '[';
    private static final char NAMED = '{';

    private PlainValues() {}

    static void write(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeByte(NAMED);
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Codec.text(out, (String) entry.getKey());
                write(out, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            out.writeByte(ITEMS);
            out.writeInt(list.size());
            for (Object item : list) {
                write(out, item);
            }
        } else if (value instanceof Boolean yes) {
            out.writeByte(YES_OR_NO);
            out.writeBoolean(yes);
        } else if (value instanceof Double || value instanceof Float) {
            out.writeByte(FRACTION);
            out.writeDouble(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            out.writeByte(WHOLE);
            out.writeLong(number.longValue());
        } else {
            out.writeByte(TEXT);
            Codec.text(out, String.valueOf(value));
        }
    }

    static Object read(DataInputStream in) throws IOException {
        return switch ((char) in.readByte()) {
            case NAMED -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    map.put(Codec.text(in), read(in));
                }
                yield map;
            }
            case ITEMS -> {
                List<Object> list = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    list.add(read(in));
                }
                yield list;
            }
            case YES_OR_NO -> in.readBoolean();
            case FRACTION -> in.readDouble();
            case WHOLE -> in.readLong();
            default -> Codec.text(in);
        };
    }
}
