/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The kernel as a component: what it tracks in the service registry, its settings, and how its parts are put together. It
 * may use every package below this one, and none of them uses it.
 */
package org.sipconnector.kernel.internal;
