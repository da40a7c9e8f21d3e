/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/**
 * Something in a configuration that is used which may be a mistake, such as a key nobody knows. An OSGi service for as
 * long as it is so.
 *
 * @param id     the connector, or the PID
 * @param source the file or PID it came from
 * @param text   one line naming the key
 */
public record ConfigurationWarning(String id, String source, String text) {}
