/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a process runs: on this machine, or in a network of its own.
 *
 * @param prefix  what is put before a command so that it runs there
 * @param address where it is reached
 */
public record Machine(List<String> prefix, String address) {

    /** This machine, at its loopback address. */
    public static final Machine HERE = new Machine(List.of(), "127.0.0.1");

    public Machine {
        prefix = List.copyOf(prefix);
    }

    /** The command as it runs there. */
    public List<String> command(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }

    /** The same machine where all commands are started by this one first. */
    public Machine by(String... words) {
        return new Machine(command(words), address);
    }
}
