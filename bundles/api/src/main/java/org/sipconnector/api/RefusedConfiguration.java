/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/**
 * A configuration that could not become a connector.
 *
 * @param id     the connector it was meant for
 * @param source the file or PID it came from
 * @param reason one line naming key and value
 */
public record RefusedConfiguration(String id, String source, String reason) {}
