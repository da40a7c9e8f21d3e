/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a connector's configuration says: its keys, how their values are read and checked, and which of them are secret. It
 * uses no other package of the kernel.
 */
@NullMarked
package org.sipconnector.kernel.internal.settings;

import org.jspecify.annotations.NullMarked;
