export default definePageConfig({ navigationBarTitleText: '本单位数字' })
