/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.presentation;

/** How far the own presentation has come. */
public enum PresentationState {
    IDLE, STARTING, ACTIVE, STOPPING, FAILED
}
