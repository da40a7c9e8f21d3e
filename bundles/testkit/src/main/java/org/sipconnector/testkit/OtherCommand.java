/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.List;

/** A command that has no type of its own. */
public record OtherCommand(String name, List<Object> arguments) implements Command {}
