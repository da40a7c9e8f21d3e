/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * One of the machines of a cluster, as its processes see it.
 *
 * @param number    1 for the first
 * @param hosts     addresses of all, in order
 * @param directory where its processes keep what outlives them
 */
record Machine(int number, List<String> hosts, Path directory) {

    static String name(int number) {
        return "machine-" + number;
    }

    String name() {
        return name(number);
    }

    String host(int other) {
        return hosts.get(other - 1);
    }
}
