/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

/**
 * Who asks.
 *
 * @param name as in the container's realm
 */
record RestUser(String name, RestRole role) {}
