/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.Arrays;
import java.util.List;

/** Several values of one type; empty entries do not count. */
record ListType<T>(ValueType<T> entry) implements ValueType<List<T>> {

    private static final int MOST = 1_000;
    /** A comma; one inside an entry is written with a backslash. */
    private static final String BETWEEN_ENTRIES = "(?<!\\\\),";

    @Override
    public List<T> parse(String text) {
        return parse(Arrays.stream(text.split(BETWEEN_ENTRIES, -1)).map(each -> each.replace("\\,", ",")).toList());
    }

    @Override
    public List<T> parse(List<String> entries) {
        if (entries.size() > MOST) {
            throw new IllegalArgumentException();
        }
        return entries.stream().map(String::strip).filter(text -> !text.isEmpty()).map(entry::parse).toList();
    }

    @Override
    public boolean list() {
        return true;
    }

    @Override
    public String allowed() {
        return "up to " + MOST + " entries separated by commas, each " + entry.allowed();
    }
}
