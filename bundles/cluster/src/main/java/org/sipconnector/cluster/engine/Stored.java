/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster.engine;

/**
 * What the engine has at a path.
 *
 * @param version   of the content, to be named where it is replaced
 * @param changed   when it was written, in milliseconds by the engine's clock
 * @param sessionId the session it ends with; 0 when it stays
 * @param order     lower than that of whatever was made later
 */
public record Stored(byte[] content, int version, long changed, long sessionId, long order) {}
