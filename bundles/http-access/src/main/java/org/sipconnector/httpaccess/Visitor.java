/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import java.util.Set;

/**
 * Who asks, when somebody has said so and was believed.
 *
 * @param name  by which the realm knows them
 * @param roles the realm's
 */
public record Visitor(String name, Set<String> roles) {}
