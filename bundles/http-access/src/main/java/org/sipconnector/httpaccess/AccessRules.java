/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

/**
 * What a servlet's configuration says about who may ask it.
 *
 * @param what   it serves, such as {@code metrics}
 * @param pid    of the configuration, which texts name
 * @param remote whether other hosts than this one may ask
 * @param realm  name of the container's realm
 * @param without what to set in the configuration where there is no realm, such as {@code authentication = none}
 */
public record AccessRules(String what, String pid, boolean remote, String realm, String without) {}
