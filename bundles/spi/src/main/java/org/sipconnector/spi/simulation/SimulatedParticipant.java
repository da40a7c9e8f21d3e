/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.simulation;

/**
 * Somebody in a room.
 *
 * @param id         unique in the server
 * @param user       of its address
 * @param role       what it may do, in words of the server
 * @param presenting whether it presents
 * @param connected  whether its media connection is up
 * @param sound      whether it says that it sends sound; true where it has not said
 */
public record SimulatedParticipant(String id, String user, String role, boolean presenting, boolean connected, boolean sound) {}
