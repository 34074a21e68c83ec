/** 简体中文。Every text of the playground and the lessons in Chinese; see `en.ts`. */
import { html } from 'lit';
import type { Messages } from './en';

export const zh: Messages = {
  top: {
    intro: html`两个脉冲神经网络并排学习同一批事件数据：<b class="a">A</b> 的发放阈值固定不变，<b class="b">B</b>
      在训练权重的同时也训练阈值。`,
    keys: '快捷键',
    speed: '速度',
    measureSpeed: '速度：在此测量',
    theme: '浅色或深色',
    useLight: '使用浅色',
    useDark: '使用深色',
    language: '语言',
    dropHere: '将 N-MNIST 文件、文件夹或 zip 拖放到此处',
  },
};
